# Reads a calendar file from standard input with a real parser (Debian python3-icalendar) and says what it found.
import json
import sys

import icalendar

calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
zones = [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")]
(event,) = calendar.walk("VEVENT")
start = event["DTSTART"].dt
print(
    json.dumps(
        {
            "zones": zones,
            "start": start.isoformat(),
            "zone": str(event["DTSTART"].params.get("TZID", "")),
            "title": str(event["SUMMARY"]),
            "place": str(event["LOCATION"]),
            "text": str(event["DESCRIPTION"]),
            "changes": int(event["SEQUENCE"]),
        }
    )
)
