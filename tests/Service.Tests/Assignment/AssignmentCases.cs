using CrmPlatform.Service.Domain.Assignment;
using CrmPlatform.Service.Domain.Calendars;
using CrmPlatform.Service.Domain.Complaints;
using CsCheck;

namespace CrmPlatform.Service.Tests.Assignment;

internal static class AssignmentCases
{
    // Monday 2 March 2026, 10:00 in Shanghai.
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);

    public static readonly ComplaintFacts Facts = new(ComplaintCategory.Quality, Severity.Normal, IntakeChannel.Hotline) { Language = "zh-Hans" };

    public static readonly AssignmentRule Everything = new("all", "Everything", 100, "east");

    private static readonly string[] Spoken = ["zh", "en", "zh-Hant"];
    private static readonly string[] Skills = ["returns", "legal"];

    public static readonly Gen<Agent> Agents =
        Gen.Select(Gen.Int[0, 9], Gen.OneOf("east", "west"), Gen.OneOf(Spoken).Array[0, 2], Gen.OneOf(Skills).Array[0, 2], Gen.Int[0, 4], Gen.Int[0, 5])
            .Select((away, team, languages, skills, load, turn) => new Agent("", "", team)
            {
                IsActive = away != 0,
                Absences = away == 1 ? [new Absence(Now.AddHours(-1), Now.AddHours(1))] : [],
                Shifts = away == 2 ? [Day("18:00-02:00")] : away == 3 ? [Day("09:00-18:00")] : [],
                Languages = [.. languages],
                Skills = ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, skills),
                Load = load,
                LastTurn = turn,
            });

    public static readonly Gen<AssignmentRule> Rules =
        Gen.Select(Gen.Int[0, 3], Gen.OneOf("east", "west"), Gen.Enum<ComplaintCategory>().Array[0, 2], Gen.OneOf("A", "B", "C").Array[0, 2], Gen.OneOf(Skills).Array[0, 1], Gen.Int[0, 6], Gen.Bool)
            .Select((position, team, categories, classes, skills, limit, shift) => new AssignmentRule("", "", position, team)
            {
                Categories = [.. categories],
                CustomerClasses = ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, classes),
                Skills = [.. skills],
                MaximumLoad = limit == 0 ? null : limit,
                OnShift = shift,
            });

    public static readonly Gen<ComplaintFacts> AnyFacts =
        Gen.Select(Gen.Enum<ComplaintCategory>(), Gen.Enum<Severity>(), Gen.Enum<IntakeChannel>(), Gen.OneOf("A", "B", "C"), Gen.OneOf("zh-Hans", "en-GB", "zh-Hant"))
            .Select((category, severity, channel, customerClass, language) =>
                new ComplaintFacts(category, severity, channel) { CustomerClass = customerClass, Language = language });

    public static readonly Gen<AssignmentBoard> Boards =
        Gen.Select(Agents.Array[0, 8], Rules.Array[0, 5]).Select((agents, rules) => new AssignmentBoard(
            [.. agents.Select((agent, i) => agent with { Id = $"a{i}", Name = $"Agent {i}" })],
            [.. rules.Select((rule, i) => rule with { Id = $"r{i}", Name = $"Rule {i}" })],
            "fallback", 10));

    public static Agent Person(string id, int load = 0) => new(id, id, "east") { Languages = ["zh"], Load = load };

    public static AssignmentBoard Board(params Agent[] agents) => new([.. agents], [Everything], "fallback");

    public static Shift Day(string hours) => Shift.Of(Enum.GetValues<DayOfWeek>(), HourSpan.Of(hours)[0], "Asia/Shanghai").Value;
}
