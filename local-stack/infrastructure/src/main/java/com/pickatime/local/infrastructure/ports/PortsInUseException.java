package com.pickatime.local.infrastructure.ports;

import java.util.List;

/** Names the ports that other programs hold, and the way out. */
public final class PortsInUseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PortsInUseException(List<String> taken) {
        super(String.join(System.lineSeparator(), taken) + "; choose another base with --port-base");
    }
}
