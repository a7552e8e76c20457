package com.pickatime.local.broker;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Stands in for the real broker's process, whose jars this module does not have; its port says how it behaves. */
public final class BrokerMain {

    public static final int WELL = 1;
    public static final int FAILING = 2;
    public static final int SILENT = 3;

    private BrokerMain() {}

    public static void main(String[] args) throws Exception {
        var directory = Path.of(args[0]);
        switch (Integer.parseInt(args[1])) {
            case FAILING -> {
                Files.writeString(directory.resolve("broker.log"), "INFO formatting\nERROR the disk is full\n");
                System.err.println("Exception in thread main");
                System.exit(3);
            }
            case SILENT -> System.out.println("not yet");
            default -> System.out.println("ready");
        }
        System.in.transferTo(OutputStream.nullOutputStream());
        Files.createFile(directory.resolve("stopped-cleanly"));
    }
}
