package com.pickatime.local.infrastructure.inbox;

import java.util.List;
import java.util.Optional;

/** Where mails are kept, by an id that grows with time. Thread-safe. */
interface Mails {

    /** Keeps a mail; when this returns, it is kept. */
    void add(byte[] source);

    /** Oldest first. */
    List<String> ids();

    Optional<MailSource> find(String id);
}
