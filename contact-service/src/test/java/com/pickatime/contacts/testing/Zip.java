package com.pickatime.contacts.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip that is put together file by file. */
public final class Zip {

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    public Zip with(String name, String... lines) {
        return with(name, StandardCharsets.UTF_8, String.join("\n", lines));
    }

    public Zip with(String name, Charset charset, String text) {
        return with(name, text.getBytes(charset));
    }

    public Zip with(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    public byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public Path in(Path directory) throws IOException {
        return Files.write(Files.createTempFile(directory, "files", ".zip"), bytes());
    }
}
