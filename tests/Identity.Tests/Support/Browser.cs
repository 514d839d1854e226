using System.Net;
using System.Text.RegularExpressions;

namespace CrmPlatform.Identity.Tests.Support;

/// <summary>A page as a browser sees it.</summary>
public sealed record Seen(HttpStatusCode Status, string Html, string At, string? Location, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>What the page's form would send.</summary>
    public Dictionary<string, string> Fields { get; } = Regex.Matches(Html, "<input[^>]*>").Select(match => match.Value)
        .GroupBy(input => Attribute(input, "name")!).ToDictionary(group => group.Key, group => WebUtility.HtmlDecode(Attribute(group.First(), "value") ?? ""));

    public string Title => Regex.Match(Html, "<title>(.*?)</title>").Groups[1].Value;

    public bool IsRedirect => (int)Status is >= 300 and < 400;

    public string Action => Attribute(Regex.Match(Html, "<form[^>]*>").Value, "action") is { Length: > 0 } action ? WebUtility.HtmlDecode(action) : At;

    public string TextOf(string id) => WebUtility.HtmlDecode(Regex.Match(Html, $"id=\"{id}\"[^>]*>(.*?)</").Groups[1].Value);

    public IReadOnlyList<string> Codes => [.. Regex.Matches(Html, "<li><code>(.*?)</code>").Select(match => match.Groups[1].Value)];

    public Seen Expect(HttpStatusCode expected) => Status == expected
        ? this
        : throw new Xunit.Sdk.XunitException($"Expected {(int)expected}, got {(int)Status} at {At}: {Html}");

    private static string? Attribute(string tag, string name) => Regex.Match(tag, $"\\b{name}=\"(.*?)\"") is { Success: true } match ? match.Groups[1].Value : null;
}

/// <summary>A browser without scripts: it keeps cookies, shows pages, sends forms and follows redirects while they stay on the server.</summary>
public sealed class Browser : IDisposable
{
    private readonly HttpClient http;

    public Browser(IdentityServer server, string? language = null)
    {
        http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(server.Url),
            Timeout = TimeSpan.FromSeconds(100),
        };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("TestBrowser/1.0");
        if (language is not null) http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
    }

    public async Task<Seen> OpenAsync(string address)
    {
        using var response = await http.GetAsync(address);
        return await FollowAsync(await SeeAsync(response, address));
    }

    /// <summary>Fills the page's form in and sends it.</summary>
    public async Task<Seen> SubmitAsync(Seen page, params (string Name, string Value)[] filled)
    {
        var fields = new Dictionary<string, string>(page.Fields);
        foreach (var (name, value) in filled) fields[name] = value;
        using var content = new FormUrlEncodedContent(fields);
        using var response = await http.PostAsync(page.Action, content);
        return await FollowAsync(await SeeAsync(response, page.Action));
    }

    /// <summary>Opens the sign-in page, if need be through an app's request, and shows user name and password.</summary>
    public async Task<Seen> SignInAsync(Person person, string at = "/connect/account", string? password = null) =>
        await SubmitAsync((await OpenAsync(at)).Expect(HttpStatusCode.OK), ("userName", person.UserName), ("password", password ?? person.Password));

    public void Dispose() => http.Dispose();

    private async Task<Seen> FollowAsync(Seen seen)
    {
        while (seen is { IsRedirect: true, Location: { } location } && location.StartsWith('/'))
        {
            using var response = await http.GetAsync(location);
            seen = await SeeAsync(response, location);
        }
        return seen;
    }

    private static async Task<Seen> SeeAsync(HttpResponseMessage response, string at) => new(
        response.StatusCode, await response.Content.ReadAsStringAsync(), at, response.Headers.Location?.OriginalString,
        response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase));
}
