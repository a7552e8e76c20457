package com.pickatime.local.infrastructure.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Database and collection names as file names that no file system confuses, whatever it thinks of upper case. */
final class FileNames {

    private static final String KEPT = "abcdefghijklmnopqrstuvwxyz0123456789_-.";
    private static final char ESCAPE = '%';

    private FileNames() {}

    static String of(String name) {
        var out = new StringBuilder();
        for (byte one : name.getBytes(StandardCharsets.UTF_8)) {
            // a name of dots only would mean another directory
            if (KEPT.indexOf(one) >= 0 && (one != '.' || !out.isEmpty())) {
                out.append((char) one);
            } else {
                out.append(ESCAPE).append("%02x".formatted(one));
            }
        }
        return out.toString();
    }

    static String toName(String fileName) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < fileName.length(); i++) {
            if (fileName.charAt(i) == ESCAPE) {
                bytes.write(Integer.parseInt(fileName, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(fileName.charAt(i));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
