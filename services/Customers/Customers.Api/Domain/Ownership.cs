using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Customers.Domain;

/// <summary>Who looks after a customer (C6 专人负责).</summary>
/// <param name="OwnerId">Token subject of the account manager; null while a team has it.</param>
/// <param name="Team">The team; always there.</param>
public readonly record struct Ownership(string? OwnerId, string Team)
{
    // C6: key customers need a named account manager; a team is always required.
    public static Refusal? Check(ValueGrade grade, string? ownerId, string? team)
    {
        if (string.IsNullOrWhiteSpace(team))
            return Refusal.Invalid("team", "ownership.team-missing", "A team is required: a sales team for ordinary customers, marketing for potential ones.");
        if (grade is ValueGrade.Strategic or ValueGrade.Important && string.IsNullOrWhiteSpace(ownerId))
            return Refusal.Invalid("ownerId", "ownership.manager-missing", "A strategic or important customer needs a named account manager as owner.");
        return null;
    }
}
