package com.pickatime.imports.store;

import java.util.UUID;
import org.springframework.stereotype.Component;

/** Names this running instance among others, in leases; a restarted one has another name. */
@Component
public final class InstanceId {

    private final String value = UUID.randomUUID().toString();

    public String value() {
        return value;
    }
}
