using System.Collections.Immutable;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Assignment;

/// <summary>What assignment knows of a complaint.</summary>
internal sealed record ComplaintFacts(ComplaintCategory Category, Severity Severity, IntakeChannel Channel)
{
    public string? SubCategory { get; init; }

    public string? CustomerClass { get; init; }

    /// <summary>The language the customer writes or speaks, as a BCP 47 tag.</summary>
    public string? Language { get; init; }

    /// <summary>Who must not get it: the one it is about, or who handed it back.</summary>
    public ImmutableHashSet<string> NotTo { get; init; } = [];
}

/// <summary>
/// S3: a rule is data. The first in order of <paramref name="Position"/> (then id) whose conditions all hold decides; an empty
/// condition holds always.
/// </summary>
internal sealed record AssignmentRule(string Id, string Name, int Position, string Team)
{
    public ImmutableHashSet<ComplaintCategory> Categories { get; init; } = [];

    // In any case, after it was stored and read again too.
    public ImmutableHashSet<string> SubCategories { get; init => field = value.WithComparer(StringComparer.OrdinalIgnoreCase); } = ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase);

    public ImmutableHashSet<string> CustomerClasses { get; init => field = value.WithComparer(StringComparer.OrdinalIgnoreCase); } = ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase);

    public ImmutableArray<string> Languages { get; init; } = [];

    public ImmutableHashSet<IntakeChannel> Channels { get; init; } = [];

    public Severity MinimumSeverity { get; init; } = Severity.Low;

    /// <summary>Skills the person needs, all of them.</summary>
    public ImmutableArray<string> Skills { get; init; } = [];

    /// <summary>Whether the person has to speak the customer's language.</summary>
    public bool SpeaksLanguage { get; init; } = true;

    /// <summary>Whether the person has to be on shift now.</summary>
    public bool OnShift { get; init; } = true;

    /// <summary>Open complaints a person may have at most before this one; null for no limit.</summary>
    public int? MaximumLoad { get; init; }

    /// <summary>Only these people of the team; empty for all of it.</summary>
    public ImmutableHashSet<string> People { get; init; } = [];

    /// <summary>Asks everybody, whatever their team; the rule's team is then only where a complaint waits.</summary>
    public bool AllTeams { get; init; }

    /// <summary>Who has categories among their skills takes complaints of those only; who has none takes all.</summary>
    public bool MindsCategories { get; init; } = true;

    public bool IsActive { get; init; } = true;

    /// <summary>The rule of a house that has written none: whoever is on duty for the category.</summary>
    public static AssignmentRule OnDuty(string team) => new("on-duty", "On duty", 0, team) { AllTeams = true, SpeaksLanguage = false };

    /// <summary>The <see cref="Id"/> of <see cref="OfTeam"/>.</summary>
    public const string ByHand = "by-hand";

    /// <summary>In place of all rules where somebody gave it to a team: the least loaded of it.</summary>
    public static AssignmentRule OfTeam(string team, string? reason = null) => new(ByHand, reason ?? team, 0, team) { SpeaksLanguage = false };

    /// <summary>S3: whether the person's skills leave out this category.</summary>
    internal bool LeavesOut(Agent agent, ComplaintCategory category) =>
        MindsCategories && CategoryCodes.Any(agent.Skills.Contains) && !agent.Skills.Contains(EnumCode.Of(category));

    private static readonly ImmutableArray<string> CategoryCodes = [.. EnumCode.All<ComplaintCategory>()];

    public bool Matches(ComplaintFacts facts) =>
        IsActive
        && (Categories.IsEmpty || Categories.Contains(facts.Category))
        && (SubCategories.IsEmpty || (facts.SubCategory is not null && SubCategories.Contains(facts.SubCategory)))
        && (CustomerClasses.IsEmpty || (facts.CustomerClass is not null && CustomerClasses.Contains(facts.CustomerClass)))
        && (Languages.IsEmpty || (facts.Language is not null && Languages.Any(general => LanguageTags.Covers(general, facts.Language))))
        && (Channels.IsEmpty || Channels.Contains(facts.Channel))
        && facts.Severity >= MinimumSeverity;
}
