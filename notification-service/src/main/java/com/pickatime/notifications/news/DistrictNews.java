package com.pickatime.notifications.news;

import com.pickatime.platform.ids.BusinessId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A district added pickAtime in ClassLink; news for the onboarding team.
 *
 * @param automatic whether it is connected without anybody's doing
 */
public record DistrictNews(BusinessId district, String name, boolean automatic) implements News {

    @Override
    public MailTemplate template() {
        return MailTemplate.DISTRICT_ADDED;
    }

    @Override
    public String page() {
        return "/onboarding/" + URLEncoder.encode(district.value(), StandardCharsets.UTF_8);
    }
}
