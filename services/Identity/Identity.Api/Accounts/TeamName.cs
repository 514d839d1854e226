namespace CrmPlatform.Identity.Accounts;

/// <summary>Services compare teams letter by letter: a blank beside a name would make another team of it.</summary>
internal static class TeamName
{
    /// <summary>What a team's name must look like where it is written.</summary>
    public const string Pattern = @"^.*\S.*$";

    public const string Expected = "1 to 100 characters on one line are expected, not blanks only.";

    /// <summary>Null when there is none.</summary>
    public static string? Of(string? team) => string.IsNullOrWhiteSpace(team) ? null : team.Trim();
}
