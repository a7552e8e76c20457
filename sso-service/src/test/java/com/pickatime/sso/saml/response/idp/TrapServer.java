package com.pickatime.sso.saml.response.idp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** A port that nobody has any reason to call; it counts who does. */
public final class TrapServer {

    private static final TrapServer ONE = new TrapServer();

    private final ServerSocket socket;
    private final AtomicInteger calls = new AtomicInteger();

    private TrapServer() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        var listener = new Thread(this::listen, "trap");
        listener.setDaemon(true);
        listener.start();
    }

    /** An address that is in the trap. */
    public static String url() {
        return "http://127.0.0.1:" + ONE.socket.getLocalPort() + "/x";
    }

    /** How often anything was fetched from it. */
    public static int calls() {
        return ONE.calls.get();
    }

    private void listen() {
        while (true) {
            try (var caller = socket.accept()) {
                calls.incrementAndGet();
            } catch (IOException goesOn) {
                // a caller that hung up was a call too
                calls.incrementAndGet();
            }
        }
    }
}
