"""Invented identifiers of every category, and messages that carry them. No value stands elsewhere in the tree."""

from __future__ import annotations

CANARIES: dict[str, tuple[str, str]] = {
    "NAME": ("my name is Zebulon Quackenbush", "Quackenbush"),
    "ADDRESS": ("i live at 7718 Wicklewood Lane apt 4, Springfield IL 62704", "Wicklewood"),
    "DATE": ("my date of birth is 03/17/1958", "03/17/1958"),
    "PHONE": ("call me at 773-555-0186 please", "773-555-0186"),
    "FAX": ("my fax is 773-555-0173", "773-555-0173"),
    "EMAIL": ("write me at zquack58@example.net", "zquack58@example.net"),
    "SSN": ("my social is 219-09-9417", "219-09-9417"),
    "MRN": ("my mrn is 88417203", "88417203"),
    "HEALTH_PLAN_ID": ("my member id is XQW7741920655", "XQW7741920655"),
    "ACCOUNT_NUMBER": ("my account number is 4417-220-9381", "4417-220-9381"),
    "LICENSE_NUMBER": ("my driver's license is Q423-8817-5521", "Q423-8817-5521"),
    "VEHICLE_ID": ("my license plate is ZQK 7718", "ZQK 7718"),
    "DEVICE_ID": ("my pacemaker serial number is PM-88172-Q4", "PM-88172-Q4"),
    "URL": ("see my page facebook.com/zebulon.quack.58", "zebulon.quack.58"),
    "IP_ADDRESS": ("my ip address is 203.0.113.77", "203.0.113.77"),
    "OTHER_ID": ("my student id is 77-4418-20", "77-4418-20"),
    "AGE_OVER_89": ("my grandmother is 97 years old", "97 years"),
    "HEALTH": ("i was diagnosed with sarcoidosis last year", "sarcoidosis"),
}
