package com.pickatime.contacts.own.files;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** How a file's text is written. */
public enum Encoding {
    UTF_8(StandardCharsets.UTF_8),
    WINDOWS_1252(Charset.forName("windows-1252"));

    private final Charset charset;

    Encoding(Charset charset) {
        this.charset = charset;
    }

    public Charset charset() {
        return charset;
    }
}
