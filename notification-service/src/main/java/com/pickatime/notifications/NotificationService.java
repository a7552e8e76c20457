package com.pickatime.notifications;

import com.pickatime.platform.service.PickatimeService;
import com.pickatime.platform.service.ServiceApplication;

/** Tells administrators by e-mail what became of their roster imports. */
@PickatimeService("notification-service")
public class NotificationService {

    public static void main(String[] args) {
        ServiceApplication.of(NotificationService.class).run(args);
    }
}
