"""A real SMTP server for tests (Debian python3-aiosmtpd): keeps what it takes, refuses what it is told to.

Prints its port, then a line of JSON for each letter that it took.
"""
import json
import sys
import time

from aiosmtpd.controller import Controller


class Handler:
    def __init__(self):
        self.tries = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("gone"):
            return f"550 5.1.1 <{address}> no such mailbox"
        if address.startswith("later"):
            self.tries += 1
            if self.tries == 1:
                return f"451 4.7.1 <{address}> greylisted, try again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        kept = {"to": envelope.rcpt_tos, "from": envelope.mail_from, "raw": envelope.content.decode("ascii")}
        print(json.dumps(kept), flush=True)
        return "250 taken"


controller = Controller(Handler(), hostname="127.0.0.1", port=int(sys.argv[1]))
controller.start()
print("ready", flush=True)
while True:
    time.sleep(60)
