namespace CrmPlatform.Notifications.Domain.Mail;

/// <summary>Where a colleague is reached; fed by <c>StaffChanged</c>, the highest version wins.</summary>
public sealed class StaffAddress
{
    public long Key { get; private set; }

    public required string StaffId { get; init; }

    public long SourceVersion { get; set; }

    public string Name { get; set; } = "";

    public string? Email { get; set; }

    public string Language { get; set; } = "";

    public string TimeZone { get; set; } = "UTC";

    public bool Active { get; set; }
}
