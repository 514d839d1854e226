using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using CrmPlatform.Identity.Contracts;
using Microsoft.IdentityModel.Tokens;

namespace CrmPlatform.Edge.Tests;

/// <summary>X1: every endpoint of every service, with every role and every kind of token that is none.</summary>
public sealed class Rights(EdgeFixture platform)
{
    /// <summary>What everybody who is signed in may read.</summary>
    private static readonly string[] ForEverybody = ["GET /api/v1/terms/", "GET /api/v1/permissions"];

    [Fact]
    public void Every_endpoint_names_a_right_of_the_table_or_is_open_on_purpose()
    {
        Assert.NotEmpty(platform.Doors);
        var table = RightsTable.Rights.Select(right => right.Permission).ToHashSet();
        Assert.Empty(platform.Doors.SelectMany(door => door.Permissions.Where(permission => !table.Contains(permission)).Select(permission => $"{door} asks for '{permission}', which the table lacks")));
        Assert.Empty(platform.Doors.Where(door => door.Permissions.Count == 0 && !door.Anonymous && !ForEverybody.Any(open => door.ToString().StartsWith(open, StringComparison.Ordinal)))
            .Select(door => $"{door} asks for no right"));
        Assert.Empty(platform.Doors.Where(door => door.Anonymous && !door.Path.StartsWith("/api/v1/public/", StringComparison.Ordinal)).Select(door => $"{door} is open to anybody"));
    }

    [Fact]
    public void The_document_shows_every_endpoint_and_nothing_else()
    {
        var documented = platform.Document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()
            .Where(operation => operation.Key is "get" or "put" or "post" or "patch" or "delete").Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}"))
            .Where(operation => operation.Contains(" /api/", StringComparison.Ordinal)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var served = platform.Doors.Select(door => door.ToString()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.Empty(served.Except(documented, StringComparer.OrdinalIgnoreCase).Order());
        Assert.Empty(documented.Except(served, StringComparer.OrdinalIgnoreCase).Order());
    }

    [Fact]
    public async Task Every_endpoint_lets_in_exactly_the_roles_of_the_table()
    {
        var wrong = new ConcurrentBag<string>();
        foreach (var role in Roles.All)
        {
            var token = platform.Issuer.Token($"edge-{role}", [role], "north");
            await Parallel.ForEachAsync(platform.Doors.Where(door => !door.Anonymous), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (door, _) =>
            {
                var mayEnter = door.Permissions.All(permission => RightsTable.Of(role, permission) != Reach.None);
                // The address is that of nothing, and what is sent is empty: who may enter is told so, and nothing is changed.
                var answer = await Knocking.KnockAsync(platform.Url, token, door.Method, Knocking.Filled(door.Path), mayEnter && door.Method != "GET" ? "[" : null);
                // "forbidden" is what the table says; a rule of its own that refuses says so with a code of its own.
                var entered = answer.Status != HttpStatusCode.Unauthorized && answer.Code != "forbidden";
                if (entered != mayEnter) wrong.Add($"{role}: {door} ({string.Join("+", door.Permissions)}) answered {answer}");
            });
        }
        Assert.Empty(wrong.Order());
    }

    [Fact]
    public async Task No_endpoint_lets_in_a_token_that_is_not_good()
    {
        using var otherKey = RSA.Create(2048);
        await using var stranger = await TestIssuer.StartAsync();
        var tokens = new Dictionary<string, string?>
        {
            ["none"] = null,
            ["a stranger's"] = stranger.Token("ada", ["admin"]),
            ["a stranger's that claims our issuer"] = stranger.Token("ada", ["admin"], issuer: platform.Issuer.Url),
            ["an expired one"] = platform.Issuer.Token("ada", ["admin"], expires: DateTime.UtcNow.AddMinutes(-5)),
            ["one for another audience"] = platform.Issuer.Token("ada", ["admin"], audience: "another-api"),
            ["one signed with another key"] = platform.Issuer.Token("ada", ["admin"], signedWith: new RsaSecurityKey(otherKey) { KeyId = "other" }),
            ["no token at all"] = "not.a.token",
            ["one without a signature"] = Unsigned(platform.Issuer.Token("ada", ["admin"])),
        };
        var wrong = new ConcurrentBag<string>();
        foreach (var (what, token) in tokens)
        {
            await Parallel.ForEachAsync(platform.Doors.Where(door => !door.Anonymous), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (door, _) =>
            {
                var answer = await Knocking.KnockAsync(platform.Url, token, door.Method, Knocking.Filled(door.Path));
                if (answer.Status != HttpStatusCode.Unauthorized || answer.Code != "unauthenticated") wrong.Add($"{what}: {door} answered {answer}");
            });
        }
        Assert.Empty(wrong.Order());
    }

    [Fact]
    public async Task A_service_checks_for_itself_and_its_credentials_open_no_public_door()
    {
        var service = platform.Issuer.Token("service-insights", roles: [], scope: "crm.internal", client: "service-insights");
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(platform.Doors.Where(door => door.Permissions.Count > 0), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (door, _) =>
        {
            var answer = await Knocking.KnockAsync(platform.Url, service, door.Method, Knocking.Filled(door.Path));
            if (answer.Status != HttpStatusCode.Forbidden) wrong.Add($"{door} answered {answer}");
        });
        Assert.Empty(wrong.Order());
    }

    // The header says that nothing signs it, the signature is empty.
    private static string Unsigned(string token) =>
        $"{Convert.ToBase64String("""{"alg":"none","typ":"at+jwt"}"""u8).TrimEnd('=')}.{token.Split('.')[1]}.";
}
