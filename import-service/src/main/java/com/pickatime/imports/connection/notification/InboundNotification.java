package com.pickatime.imports.connection.notification;

import org.jspecify.annotations.Nullable;

/** A notification as it came in over HTTP, not proved genuine yet; the names are those of its headers. */
record InboundNotification(
        @Nullable String id,
        @Nullable String timestamp,
        @Nullable String signature,
        byte[] body) {}
