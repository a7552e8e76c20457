package com.pickatime.notifications.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A way to a store on which, for a time, every connection is taken and no byte goes through. */
public final class FreezableProxy implements AutoCloseable {

    private final ExecutorService pumps = Executors.newCachedThreadPool();
    private final ServerSocket entrance;
    private final int target;
    private boolean frozen;

    private FreezableProxy(ServerSocket entrance, int target) {
        this.entrance = entrance;
        this.target = target;
    }

    /** @param uri a connection string with one server on this machine */
    public static FreezableProxy to(String uri) {
        try {
            var entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            var proxy = new FreezableProxy(entrance, URI.create(uri).getPort());
            proxy.pumps.submit(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String uri() {
        return "mongodb://127.0.0.1:" + entrance.getLocalPort();
    }

    public synchronized void freeze() {
        frozen = true;
    }

    public synchronized void thaw() {
        frozen = false;
        notifyAll();
    }

    @Override
    public void close() throws IOException {
        thaw();
        entrance.close();
        pumps.shutdownNow();
    }

    private synchronized void untilThawed() throws InterruptedException {
        while (frozen) {
            wait();
        }
    }

    private @Nullable Void accept() throws IOException {
        while (!entrance.isClosed()) {
            var client = entrance.accept();
            var server = new Socket(InetAddress.getLoopbackAddress(), target);
            pumps.submit(() -> pump(client, server));
            pumps.submit(() -> pump(server, client));
        }
        return null;
    }

    private @Nullable Void pump(Socket from, Socket to) throws IOException, InterruptedException {
        try (from;
                to) {
            var buffer = new byte[8_192];
            for (int count = from.getInputStream().read(buffer);
                    count >= 0;
                    count = from.getInputStream().read(buffer)) {
                untilThawed();
                to.getOutputStream().write(buffer, 0, count);
            }
        }
        return null;
    }
}
