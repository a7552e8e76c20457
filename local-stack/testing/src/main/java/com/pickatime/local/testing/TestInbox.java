package com.pickatime.local.testing;

import com.pickatime.local.infrastructure.inbox.LocalInbox;
import java.util.Optional;

/** Inboxes for tests, on free ports; they keep nothing after the JVM. */
public final class TestInbox {

    private TestInbox() {}

    /** The inbox that all tests of this JVM share: each looks for its own recipients. */
    public static LocalInbox shared() {
        return Shared.INBOX;
    }

    /** An empty inbox of the caller's own, who closes it. */
    public static LocalInbox start() {
        return LocalInbox.start(Optional.empty(), 0, 0);
    }

    private static final class Shared {
        private static final LocalInbox INBOX = startForAll();

        private static LocalInbox startForAll() {
            var inbox = start();
            AtExit.close(inbox);
            return inbox;
        }
    }
}
