using CrmPlatform.Identity.Data;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Identity.Pages;

/// <summary>Where a person wanted to go when asked to sign in. It travels in the address of the pages, and leads to this service only.</summary>
internal static class ReturnTo
{
    public const string Parameter = "returnUrl";

    public static string Of(HttpContext http)
    {
        var wanted = http.Request.Query[Parameter].ToString();
        return wanted.StartsWith($"{Paths.Authorize}?", StringComparison.Ordinal) ? wanted : Paths.Account;
    }

    /// <summary>The address of another page on the way to the same place, in the same language.</summary>
    public static string Via(string page, HttpContext http) => Via(page, http, Of(http));

    public static string Via(string page, HttpContext http, string returnUrl)
    {
        var query = new Dictionary<string, string?> { [Parameter] = returnUrl };
        if (http.Request.Query["ui_locales"].ToString() is { Length: > 0 } language) query["ui_locales"] = language;
        return QueryHelpers.AddQueryString(page, query);
    }

    /// <summary>
    /// The origin of the client app at the end of the way, for the <c>form-action</c> rule; null when there is none, or the address is
    /// not one of the client's.
    /// </summary>
    public static async Task<string?> OriginAsync(HttpContext http, IdentityDb db)
    {
        var query = QueryHelpers.ParseQuery(Of(http).Split('?', 2).ElementAtOrDefault(1));
        var (clientId, address) = (query.GetValueOrDefault("client_id").ToString(), query.GetValueOrDefault("redirect_uri").ToString());
        if (clientId.Length == 0 || !Uri.TryCreate(address, UriKind.Absolute, out var uri)) return null;
        var known = await db.Clients.Where(client => client.ClientId == clientId).Select(client => client.RedirectUris).SingleOrDefaultAsync(http.RequestAborted);
        if (known?.Contains($"\"{address}\"", StringComparison.Ordinal) != true) return null;
        return uri.Scheme is "http" or "https" ? uri.GetLeftPart(UriPartial.Authority) : $"{uri.Scheme}:";
    }
}
