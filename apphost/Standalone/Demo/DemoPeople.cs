using System.Security.Cryptography;

namespace CrmPlatform.Standalone.Demo;

/// <summary>Somebody at the demo company.</summary>
internal sealed record DemoPerson(string UserName, string Name, string Role, string Team, string[] Skills, string Language, string? Manager)
{
    public string Password { get; } = NewPassword();

    /// <summary>What tokens and the staff register call the person; known once the account is there.</summary>
    public string Subject { get; set; } = "";

    // Random at every first start: a password that stands in a program is none.
    private static string NewPassword()
    {
        const string signs = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        return string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(signs, 5)));
    }
}

/// <summary>The people of the demo company: two sales teams, a complaints desk, marketing, and who looks at the figures.</summary>
internal static class DemoPeople
{
    public static IReadOnlyList<DemoPerson> All { get; } =
    [
        new("anna.berg", "Anna Berg", "admin", "office", [], "en", null),
        new("mei.lin", "林美", "manager", "north", [], "zh-Hans", null),
        new("wei.wang", "王伟", "sales", "north", [], "zh-Hans", "mei.lin"),
        new("na.li", "李娜", "sales", "north", [], "zh-Hans", "mei.lin"),
        new("tom.keller", "Tom Keller", "sales", "north", [], "en", "mei.lin"),
        new("omar.haddad", "Omar Haddad", "manager", "south", [], "en", null),
        new("jun.chen", "陈军", "sales", "south", [], "zh-Hans", "omar.haddad"),
        new("sofia.rossi", "Sofia Rossi", "sales", "south", [], "en", "omar.haddad"),
        new("grace.ho", "何雅婷", "manager", "care", [], "zh-Hant", null),
        new("min.zhao", "赵敏", "agent", "care", ["quality", "attitude"], "zh-Hans", "grace.ho"),
        new("lars.nilsen", "Lars Nilsen", "agent", "care", ["price", "communication"], "en", "grace.ho"),
        new("yun.xu", "徐云", "agent", "care", ["quality", "price", "communication", "attitude"], "zh-Hans", "grace.ho"),
        new("paula.stein", "Paula Stein", "analyst", "office", [], "en", "anna.berg"),
        new("hao.zhou", "周浩", "sales", "marketing", [], "zh-Hans", "anna.berg"),
    ];

    public static async Task MoveInAsync(DemoApi api, CancellationToken cancellationToken)
    {
        foreach (var person in All)
        {
            var user = await api.PostAsync("/api/v1/users", new
            {
                userName = person.UserName,
                name = person.Name,
                roles = new[] { person.Role },
                email = $"{person.UserName}@example.com",
                team = person.Team,
                password = person.Password,
                mustChangePassword = false,
            }, cancellationToken);
            person.Subject = (string)user["id"]!;
        }
        var subjects = All.ToDictionary(person => person.UserName, person => person.Subject);
        string[] weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday"];
        foreach (var person in All)
        {
            await api.PutAsync($"/api/v1/staff/{person.Subject}", new
            {
                name = person.Name,
                team = person.Team,
                managerId = person.Manager is null ? null : subjects[person.Manager],
                email = $"{person.UserName}@example.com",
                roles = new[] { person.Role },
                skills = person.Skills,
                languages = new[] { person.Language },
                // The desk is staffed round the clock, so that a complaint opened while trying things out finds somebody.
                shifts = person.Role == "agent" ? [] : weekdays.Select(day => new { day, from = "09:00:00", to = "18:00:00" }).ToArray(),
                timeZone = "Asia/Shanghai",
            }, cancellationToken);
        }
    }

    /// <summary>Clients for scripts, each standing for one person.</summary>
    public static async Task<IReadOnlyDictionary<string, DemoClient>> GiveClientsAsync(DemoApi api, CancellationToken cancellationToken)
    {
        var clients = new Dictionary<string, DemoClient>();
        foreach (var role in new[] { "sales", "manager", "agent", "analyst" })
        {
            var person = All.First(p => p.Role == role);
            var made = await api.PostAsync("/api/v1/clients", new
            {
                name = $"Scripts for {person.Name}",
                clientId = $"demo-{role}",
                grants = new[] { "client-credentials" },
                actsFor = person.Subject,
            }, cancellationToken);
            clients[role] = new DemoClient($"demo-{role}", (string)(made["clientSecret"] ?? made["secret"])!, "crm.api");
        }
        return clients;
    }
}
