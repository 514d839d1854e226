using CrmPlatform.Identity.Accounts;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Identity.Pages;

internal static class PagesSetup
{
    private const string FormField = "form_token";
    private static readonly string Style = ReadStyle();

    public static void AddPages(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddScoped<BrowserSession>();
        services.AddAuthentication().AddCookie(BrowserSession.Scheme).AddCookie(BrowserSession.PendingScheme);
        services.AddOptions<CookieAuthenticationOptions>(BrowserSession.Scheme)
            .Configure<IOptions<IdentityOptions>>((cookie, options) => Shut(cookie, "crm.session", options.Value, options.Value.Tokens.Session));
        services.AddOptions<CookieAuthenticationOptions>(BrowserSession.PendingScheme)
            .Configure<IOptions<IdentityOptions>>((cookie, options) => Shut(cookie, "crm.pending", options.Value, BrowserSession.PendingLifetime));
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<IOptions<IdentityOptions>>((forms, options) =>
        {
            forms.FormFieldName = FormField;
            forms.HeaderName = null;
            forms.SuppressXFrameOptionsHeader = true;
            forms.Cookie.Name = NameOf("crm.forms", options.Value);
            forms.Cookie.SameSite = SameSiteMode.Strict;
            forms.Cookie.SecurePolicy = PolicyOf(options.Value);
        });
    }

    /// <summary>The group of all pages: open to everybody, in no API document, and no form without its token.</summary>
    public static RouteGroupBuilder MapPages(this IEndpointRouteBuilder app)
    {
        app.MapGet(Paths.Style, (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "public, max-age=3600";
            http.Response.Headers.XContentTypeOptions = "nosniff";
            return TypedResults.Text(Style, "text/css; charset=utf-8");
        }).AllowAnonymous().ExcludeFromDescription();

        var pages = app.MapGroup("").AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        pages.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            if (!HttpMethods.IsPost(http.Request.Method)) return await next(context);
            if (!await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http)) return Trouble(http, Words.StaleForm, StatusCodes.Status400BadRequest);
            try
            {
                return await next(context);
            }
            catch (DbUpdateConcurrencyException)
            {
                // A person who pressed twice, or an administrator at the same moment: a page is owed, and no problem in JSON.
                return Trouble(http, Words.ChangedMeanwhile, StatusCodes.Status409Conflict);
            }
        });
        return pages;
    }

    /// <summary>The hidden field every form carries.</summary>
    public static Html Token(this IAntiforgery forms, HttpContext http) =>
        Html.Of($"""<input type="hidden" name="{FormField}" value="{forms.GetAndStoreTokens(http).RequestToken}">""");

    private static Page Trouble(HttpContext http, Wording sentence, int status) => new(http, Words.Trouble, Html.Of($"<p>{sentence.In(PageLanguage.Of(http))}</p>"), status);

    private static void Shut(CookieAuthenticationOptions options, string name, IdentityOptions identity, TimeSpan lifetime)
    {
        options.Cookie.Name = NameOf(name, identity);
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = PolicyOf(identity);
        options.ExpireTimeSpan = lifetime;
        options.SlidingExpiration = false;
    }

    // The prefix makes browsers refuse a cookie of that name that came without TLS or from a sister host.
    private static string NameOf(string name, IdentityOptions options) => options.IsSecure ? $"__Host-{name}" : name;

    private static CookieSecurePolicy PolicyOf(IdentityOptions options) => options.IsSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;

    private static string ReadStyle()
    {
        using var reader = new StreamReader(typeof(PagesSetup).Assembly.GetManifestResourceStream("style.css")!);
        return reader.ReadToEnd();
    }
}
