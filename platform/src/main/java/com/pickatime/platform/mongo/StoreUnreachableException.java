package com.pickatime.platform.mongo;

/** No store answers where the settings say that it is; the message names the setting. */
final class StoreUnreachableException extends RuntimeException {

    StoreUnreachableException(String message) {
        super(message);
    }
}
