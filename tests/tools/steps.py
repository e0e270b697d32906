"""One step of a form, posted as a browser posts it."""

from django.urls import reverse


def path_of(kind, item, key):
    """The step's address, in the language of the test."""
    return reverse(f"{kind.namespace}:step", args=[item.pk, key])


def save_step(client, kind, item, key, /, **typed):
    """Post the step, filled in on top of what is saved now; only what is typed is sent."""
    seen = kind.stamp(kind.step(key), type(item).objects.get(pk=item.pk))
    return client.post(path_of(kind, item, key), {"seen": seen, "go": "stay", **typed})


def errors_of(answer):
    """What the form says is wrong: question to sentences."""
    return {name: list(map(str, found)) for name, found in answer.context["form"].errors.items()}


def typed_again(answer):
    """What stands in the form that came back: question to value."""
    form = answer.context["form"]
    return {name: form[name].value() for name in form.fields}
