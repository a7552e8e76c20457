package com.pickatime.local.infrastructure.ports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks at the loopback address for ports that a program can listen on. */
public final class Ports {

    private Ports() {}

    /**
     * Fails unless every one of these ports can be listened on now.
     *
     * @param purposes what each port is for, in words for the user
     * @throws PortsInUseException with a line for each taken port
     */
    public static void requireFree(Map<Integer, String> purposes) {
        List<String> taken = purposes.entrySet().stream()
                .filter(port -> !isFree(port.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .map(port -> "port " + port.getKey() + " (" + port.getValue() + ") is in use by another program")
                .toList();
        if (!taken.isEmpty()) {
            throw new PortsInUseException(taken);
        }
    }

    static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            // a port that only waits for the last packets of a closed connection is free to a server
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** This many different ports that nobody listens on at the moment. */
    public static List<Integer> free(int count) {
        Set<ServerSocket> held = new HashSet<>();
        try {
            while (held.size() < count) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            held.forEach(Ports::close);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
