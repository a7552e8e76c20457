// Colors by choice, a menu that gives way, copy buttons, and a word when a part of a page cannot be fetched. Pages work without it.
(() => {
  const root = document.documentElement;
  let theme = 'system';
  try { theme = localStorage.getItem('theme') || 'system'; } catch { /* storage may be switched off */ }
  const show = () => { if (theme === 'system') delete root.dataset.theme; else root.dataset.theme = theme; };
  show();
  addEventListener('DOMContentLoaded', () => {
    document.querySelectorAll('fieldset.theme').forEach(choice => {
      choice.hidden = false;
      choice.querySelectorAll('input').forEach(input => { input.checked = input.value === theme; });
      choice.addEventListener('change', event => {
        theme = event.target.value;
        try { localStorage.setItem('theme', theme); } catch { /* for this page alone, then */ }
        show();
      });
    });
    // what it lies over must not stay hidden from whoever goes on by keys
    document.querySelectorAll('details.person').forEach(menu => {
      menu.addEventListener('focusout', event => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false; });
      menu.addEventListener('keydown', event => {
        if (event.key === 'Escape' && menu.open) { menu.open = false; menu.querySelector('summary').focus(); }
      });
    });
    document.querySelectorAll('button[data-copy]').forEach(button => {
      button.hidden = !navigator.clipboard;
      button.addEventListener('click', async () => {
        await navigator.clipboard.writeText(button.dataset.copy);
        button.textContent = button.dataset.copied;
      });
    });
    const trouble = document.getElementById('trouble');
    const failed = () => { if (trouble) trouble.hidden = false; };
    document.body.addEventListener('htmx:responseError', failed);
    document.body.addEventListener('htmx:sendError', failed);
    document.body.addEventListener('htmx:beforeRequest', () => { if (trouble) trouble.hidden = true; });
  });
})();
