using System.Net;
using CrmPlatform.Notifications.Contracts.V1;
using CrmPlatform.Notifications.Data;
using CrmPlatform.Notifications.Domain.Mail;
using CrmPlatform.Notifications.Mailing;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmPlatform.Notifications.Features.Unsubscribe;

/// <summary>A reader refuses further mail, by the link in a mail and without signing in. Looking at the page changes nothing (mail programs look).</summary>
internal static class UnsubscribeEndpoints
{
    private const int LongestToken = 2000;

    public static void MapUnsubscribe(this IEndpointRouteBuilder api)
    {
        var page = api.MapGroup("/public/notifications/unsubscribe").AllowAnonymous().WithTags("Mail");
        page.MapGet("/{token}", Show).WithName("unsubscribe-page").WithSummary("A page with one button.").Produces<string>(StatusCodes.Status200OK, "text/html");
        // RFC 8058: the mail program's own button posts here too.
        page.MapPost("/{token}", RefuseAsync).DisableAntiforgery().WithName("unsubscribe").WithSummary("No more mail of this kind to this address.")
            .Produces<string>(StatusCodes.Status200OK, "text/html");
    }

    private static Results<ContentHttpResult, Missing> Show(string token, HttpContext http, UnsubscribeLinks links)
    {
        if (token.Length > LongestToken || links.Read(token) is not { } reader) return Missing.Saying("This is no link of ours; perhaps it was cut off in the mail.");
        var language = http.Request.Language();
        var question = new Wording("No more mail of this kind to", "不再向以下地址发送此类邮件：", "不再向以下地址發送此類郵件：").In(language);
        var button = new Wording("Unsubscribe", "退订", "退訂").In(language);
        return Page(http, $"<p>{question} {WebUtility.HtmlEncode(reader.Address)}</p><form method=\"post\"><button>{button}</button></form>");
    }

    private static async Task<Results<ContentHttpResult, Missing>> RefuseAsync(
        string token, HttpContext http, UnsubscribeLinks links, NotificationsDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        if (token.Length > LongestToken || links.Read(token) is not { } reader) return Missing.Saying("This is no link of ours; perhaps it was cut off in the mail.");
        var now = time.GetUtcNow();
        await db.SuppressAsync(reader.Address, reader.Purpose, SuppressionReason.Unsubscribed, null, now, cancellationToken);
        // C20: the consent is kept by Customers; here is only what must not go out until it knows.
        if (reader.CustomerId is { } customer && MailPurpose.ConsentFor(reader.Purpose) is { } consent) db.Publish(new MailRefused(customer, consent, now), customer);
        await db.SaveChangesAsync(cancellationToken);
        return Page(http, $"<p>{new Wording("Done. You will get no more mail of this kind.", "已退订，您不会再收到此类邮件。", "已退訂，您不會再收到此類郵件。").In(http.Request.Language())}</p>");
    }

    private static ContentHttpResult Page(HttpContext http, string content)
    {
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Content($"<!doctype html><html><head><meta charset=\"utf-8\"><title>CrmPlatform</title></head><body>{content}</body></html>", "text/html; charset=utf-8");
    }
}
