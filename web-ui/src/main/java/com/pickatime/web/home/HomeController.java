package com.pickatime.web.home;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.web.services.SignedIn;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Leads people to the page that they came for. */
@Controller
class HomeController {

    @GetMapping("/")
    String home(@AuthenticationPrincipal SignedIn who) {
        if (who.isTeam()) {
            return "redirect:/onboarding";
        }
        if (who.isAdministrator()) {
            return "redirect:/dashboard";
        }
        return who.level() == AccessLevel.CUSTOMER ? "redirect:/children" : "web/home";
    }
}
