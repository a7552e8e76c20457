package com.pickatime.local.testing.browser;

/** The browser refused what was asked, or a script failed in the page. */
public final class DevToolsException extends RuntimeException {

    DevToolsException(String message) {
        super(message);
    }
}
