package com.pickatime.contacts.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before a server, and while it is frozen takes connections and bytes and answers nothing. */
public final class FreezableServer implements AutoCloseable {

    private final int behind;
    private final ServerSocket entrance;
    private final Queue<Closeable> open = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Object change = new Object();
    private boolean frozen;

    /** Before the server on this port of this machine. */
    public FreezableServer(int behind) {
        this.behind = behind;
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.add(entrance);
        threads.execute(this::accept);
    }

    public int port() {
        return entrance.getLocalPort();
    }

    public void freeze() {
        set(true);
    }

    public void thaw() {
        set(false);
    }

    @Override
    public void close() {
        open.forEach(FreezableServer::closeQuietly);
        threads.shutdownNow();
    }

    private void set(boolean value) {
        synchronized (change) {
            frozen = value;
            change.notifyAll();
        }
    }

    private void accept() {
        try {
            while (!entrance.isClosed()) {
                var client = entrance.accept();
                open.add(client);
                threads.execute(() -> connect(client));
            }
        } catch (IOException e) {
            // closed: the test is over
        }
    }

    private void connect(Socket client) {
        try {
            awaitThaw();
            var server = new Socket(InetAddress.getLoopbackAddress(), behind);
            open.add(server);
            threads.execute(() -> pump(client, server));
            pump(server, client);
        } catch (IOException e) {
            closeQuietly(client);
        }
    }

    private void pump(Socket from, Socket to) {
        var bytes = new byte[64 * 1024];
        try (from;
                to) {
            for (int read = from.getInputStream().read(bytes);
                    read >= 0;
                    read = from.getInputStream().read(bytes)) {
                awaitThaw();
                to.getOutputStream().write(bytes, 0, read);
            }
        } catch (IOException e) {
            // one of the two is gone, and so the other one goes
        }
    }

    private void awaitThaw() throws IOException {
        synchronized (change) {
            while (frozen) {
                try {
                    change.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException(e);
                }
            }
        }
    }

    private static void closeQuietly(Closeable what) {
        try {
            what.close();
        } catch (IOException e) {
            // it is of no use any more either way
        }
    }
}
