using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain.Assignment;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Service.Features.AssignmentRules;

/// <summary>S3: a rule for giving complaints out; the first whose conditions all hold decides. An empty condition holds always.</summary>
/// <param name="Position">Lower ones are asked first.</param>
/// <param name="Team">Who gets it, and in whose queue it waits when nobody can take it.</param>
/// <param name="AllTeams">Everybody is asked whatever their team.</param>
/// <param name="Skills">Skills the person needs, all of them.</param>
/// <param name="MindsCategories">Who has categories among their skills takes complaints of those only.</param>
/// <param name="MaximumLoad">Open complaints a person may have at most before this one.</param>
/// <param name="People">Only these people of the team, by token subject.</param>
public sealed record AssignmentRuleRequest(
    [property: Required, StringLength(100, MinimumLength = 1)] string Name,
    [property: Required, StringLength(60, MinimumLength = 1)] string Team,
    [property: Range(0, 100_000)] int Position = 100,
    IReadOnlyList<ComplaintCategory>? Categories = null,
    [property: MaxLength(100)] IReadOnlyList<string>? SubCategories = null,
    [property: MaxLength(20)] IReadOnlyList<string>? CustomerClasses = null,
    [property: MaxLength(20)] IReadOnlyList<string>? Languages = null,
    IReadOnlyList<IntakeChannel>? Channels = null,
    Severity MinimumSeverity = Severity.Low,
    [property: MaxLength(20)] IReadOnlyList<string>? Skills = null,
    bool MindsCategories = true,
    bool SpeaksLanguage = true,
    bool OnShift = true,
    [property: Range(1, 10_000)] int? MaximumLoad = null,
    [property: MaxLength(200)] IReadOnlyList<string>? People = null,
    bool AllTeams = false,
    bool Active = true)
{
    internal AssignmentRule ToDomain(string id) => new(id, Name.Trim(), Position, Team.Trim())
    {
        Categories = [.. Categories ?? []],
        SubCategories = Any(SubCategories),
        CustomerClasses = Any(CustomerClasses),
        Languages = [.. Languages ?? []],
        Channels = [.. Channels ?? []],
        MinimumSeverity = MinimumSeverity,
        Skills = [.. Skills ?? []],
        MindsCategories = MindsCategories,
        SpeaksLanguage = SpeaksLanguage,
        OnShift = OnShift,
        MaximumLoad = MaximumLoad,
        People = [.. People ?? []],
        AllTeams = AllTeams,
        IsActive = Active,
    };

    private static ImmutableHashSet<string> Any(IReadOnlyList<string>? words) => ImmutableHashSet.CreateRange(StringComparer.OrdinalIgnoreCase, words ?? []);
}

/// <summary>An assignment rule as clients see it.</summary>
public sealed record AssignmentRuleView(
    Guid Id, string Name, string Team, int Position, IReadOnlyList<ComplaintCategory> Categories, IReadOnlyList<string> SubCategories, IReadOnlyList<string> CustomerClasses,
    IReadOnlyList<string> Languages, IReadOnlyList<IntakeChannel> Channels, Severity MinimumSeverity, IReadOnlyList<string> Skills, bool MindsCategories, bool SpeaksLanguage,
    bool OnShift, int? MaximumLoad, IReadOnlyList<string> People, bool AllTeams, bool Active, long Version) : IVersionedView
{
    internal static AssignmentRuleView Of(AssignmentRuleRow row)
    {
        var r = row.Rule;
        return new AssignmentRuleView(
            row.Id, r.Name, r.Team, r.Position, [.. r.Categories.Order()], [.. r.SubCategories.Order()], [.. r.CustomerClasses.Order()], r.Languages, [.. r.Channels.Order()],
            r.MinimumSeverity, r.Skills, r.MindsCategories, r.SpeaksLanguage, r.OnShift, r.MaximumLoad, [.. r.People.Order()], r.AllTeams, r.IsActive, row.Version);
    }
}
