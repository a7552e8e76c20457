package com.pickatime.sso.settings;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** 409: what is stored of a business's single sign-on makes no settings; they have to be entered again. */
public final class UnreadableSettingsException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    /** Without a cause: what it says may repeat a part of the settings. */
    UnreadableSettingsException() {
        super(
                HttpStatus.CONFLICT,
                ProblemDetail.forStatusAndDetail(
                        HttpStatus.CONFLICT,
                        "the single sign-on settings of this business are stored but cannot be read; enter them again:"
                                + " PUT replaces them, DELETE removes them"),
                null);
    }
}
