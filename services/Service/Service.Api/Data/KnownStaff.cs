namespace CrmPlatform.Service.Data;

/// <summary>A member of staff as the Customers service's register has them.</summary>
internal sealed class KnownStaff
{
    public long Key { get; private set; }

    public required string StaffId { get; init; }

    public long SourceVersion { get; set; }

    public string Name { get; set; } = "";

    public string Team { get; set; } = "";

    public string? ManagerId { get; set; }

    public string? Email { get; set; }

    public IReadOnlyList<string> Roles { get; set; } = [];

    public IReadOnlyList<string> Skills { get; set; } = [];

    public IReadOnlyList<string> Languages { get; set; } = [];

    public IReadOnlyList<KnownShift> Shifts { get; set; } = [];

    public string TimeZone { get; set; } = "UTC";

    public bool Active { get; set; }

    /// <summary>The language mails to them are written in.</summary>
    public string Language => Languages is [var first, ..] ? first : "en";
}

/// <summary>A weekly working period; minutes after midnight on the wall clock of the person's time zone.</summary>
internal sealed record KnownShift(DayOfWeek Day, int From, int To);

/// <summary>
/// S3: how much somebody has in hand and when it was last their turn. Kept by every save that changes who holds a complaint, so that an
/// assignment reads a row for each person and never counts complaints.
/// </summary>
internal sealed class AgentLoad
{
    public required string StaffId { get; init; }

    public int InHand { get; set; }

    public long LastTurn { get; set; }
}
