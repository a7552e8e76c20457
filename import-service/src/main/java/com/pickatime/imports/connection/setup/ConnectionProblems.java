package com.pickatime.imports.connection.setup;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.Problems;
import org.springframework.web.ErrorResponseException;

/** What callers hear when there is no connection. */
public final class ConnectionProblems {

    private ConnectionProblems() {}

    /** 404: the business has no connection. */
    public static ErrorResponseException none(BusinessId businessId) {
        return Problems.notFound("There is no connection of this business. GET /connections lists those there are;"
                + " PUT /connections/{businessId} makes one.");
    }
}
