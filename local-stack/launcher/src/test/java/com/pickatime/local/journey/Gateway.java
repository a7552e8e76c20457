package com.pickatime.local.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A port in front of servers, each connection to the next that accepts one; it can be cut, as a cable can.
 *
 * <p>While it is cut, open connections are reset and new ones refused.
 */
final class Gateway implements AutoCloseable {

    private static final int CONNECT_MILLIS = 1000;

    private final List<InetSocketAddress> servers;
    private final AtomicInteger turn = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final int port;
    private volatile ServerSocket listener;

    private Gateway(List<InetSocketAddress> servers, int port) throws IOException {
        this.servers = servers;
        listener = listen(port);
        this.port = listener.getLocalPort();
        accept(listener);
    }

    static Gateway to(InetSocketAddress... servers) {
        return to(0, List.of(servers));
    }

    /** @param port 0 for any free one */
    static Gateway to(int port, List<InetSocketAddress> servers) {
        try {
            return new Gateway(servers, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static InetSocketAddress local(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    int port() {
        return port;
    }

    void cut() {
        end(listener);
        open.forEach(Gateway::reset);
    }

    void mend() {
        try {
            listener = listen(port);
            accept(listener);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        cut();
    }

    private static ServerSocket listen(int port) throws IOException {
        var socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(local(port), 200);
        return socket;
    }

    private void accept(ServerSocket from) {
        inThread("gateway-" + from.getLocalPort(), () -> {
            while (!from.isClosed()) {
                join(from.accept(), from);
            }
        });
    }

    private void join(Socket client, ServerSocket from) {
        open.add(client);
        inThread("gateway-connect", () -> {
            var server = connect();
            open.add(server);
            pump(client, server);
            pump(server, client);
            if (from.isClosed()) {
                reset(client);
                reset(server);
            }
        });
    }

    /** The next server that is there. */
    private Socket connect() throws IOException {
        var last = new IOException("no servers");
        for (int i = 0; i < servers.size(); i++) {
            var socket = new Socket();
            try {
                socket.setTcpNoDelay(true);
                socket.connect(servers.get(Math.floorMod(turn.getAndIncrement(), servers.size())), CONNECT_MILLIS);
                return socket;
            } catch (IOException e) {
                end(socket);
                last = e;
            }
        }
        open.forEach(socket -> {
            if (socket.isConnected() && socket.isClosed()) {
                open.remove(socket);
            }
        });
        throw last;
    }

    private void pump(Socket from, Socket to) {
        inThread("gateway-pump", () -> {
            try {
                from.getInputStream().transferTo(to.getOutputStream());
            } finally {
                reset(from);
                reset(to);
                open.remove(from);
                open.remove(to);
            }
        });
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // it is closed already
        }
        end(socket);
    }

    private static void end(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void inThread(String name, Work work) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // the connection has ended, and both ends see it
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }
}
