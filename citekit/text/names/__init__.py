"""Personal names and bodies: lists as printed → CSL names by role."""

from citekit.text.names.people import People, order_of, read_people, read_person
from citekit.text.names.person import Order
from citekit.text.names.score import people_score
from citekit.text.particles import particles_of

__all__ = [
    "Order",
    "People",
    "order_of",
    "particles_of",
    "people_score",
    "read_people",
    "read_person",
]
