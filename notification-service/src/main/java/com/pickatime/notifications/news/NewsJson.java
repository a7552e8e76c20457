package com.pickatime.notifications.news;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** News as it is kept: a mail that waits must still be readable for the next version of this service. */
public final class NewsJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // mails that were claimed by an older version lack numbers that were added since
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private NewsJson() {}

    public static String write(News news) {
        return JSON.writeValueAsString(news);
    }

    public static News read(MailTemplate template, String json) {
        return JSON.readValue(json, template.news());
    }
}
