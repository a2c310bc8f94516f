"""Every page of the console, with the right it needs."""

from console.pages import (
    admin,
    agenda,
    conversations,
    demands,
    doubts,
    feeds,
    home,
    inbox,
    intents,
    login,
    measures,
    records,
    review,
    rights,
    service,
    subjects,
    training,
    trying,
)
from console.visit import Route

ROUTES: tuple[Route, ...] = (
    *login.ROUTES,
    *home.ROUTES,
    *inbox.ROUTES,
    *subjects.ROUTES,
    *review.ROUTES,
    *conversations.ROUTES,
    *demands.ROUTES,
    *intents.ROUTES,
    *records.ROUTES,
    *agenda.ROUTES,
    *service.ROUTES,
    *feeds.ROUTES,
    *doubts.ROUTES,
    *training.ROUTES,
    *trying.ROUTES,
    *measures.ROUTES,
    *admin.ROUTES,
    *rights.ROUTES,
)
