"""The States and organisations that people speak for."""

from django.db import models
from django.urls import reverse

from accounts.states import Membership, OrganisationKind, ReviewRegion


class State(models.Model):
    """A State that may take part in the Forum: Member States and the observers it admits (A/RES/73/326)."""

    iso3 = models.CharField(max_length=3, primary_key=True)
    iso2 = models.CharField(max_length=2, unique=True)
    m49 = models.CharField(max_length=3, unique=True)
    name = models.CharField(max_length=120)
    membership = models.CharField(max_length=20, choices=Membership)
    regional_group = models.CharField(max_length=40, blank=True)
    subregion = models.CharField(max_length=60, blank=True)
    review_region = models.CharField(max_length=10, choices=ReviewRegion, blank=True)
    review_region_is_verified = models.BooleanField(default=False)
    is_champion = models.BooleanField(default=False)
    is_ldc = models.BooleanField("least developed country", default=False)
    is_lldc = models.BooleanField("landlocked developing country", default=False)
    is_sids = models.BooleanField("small island developing State", default=False)

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("states:detail", args=[self.iso3])


class Organisation(models.Model):
    """A city, network, agency, association or firm that pledges or provides tools."""

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=30, choices=OrganisationKind, default=OrganisationKind.UNKNOWN)
    state = models.ForeignKey(State, on_delete=models.PROTECT, null=True, blank=True, related_name="organisations")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("organisations:detail", args=[self.slug])
