"""When the clinic can see someone: open times, holds, appointments, and what a patient means by "next Tuesday"."""
