"""One record in full, the same markup wherever it stands: public page, preview, history."""

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def public_record(context, *, kind, item):
    """The fragment the public reads of this version, by its kind's own template."""
    fragment = context.template.engine.get_template(kind.record_template)
    with context.push(**{"item": item, **kind.preview_context(item)}):
        return fragment.render(context)
