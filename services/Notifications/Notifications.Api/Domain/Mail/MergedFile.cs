namespace CrmPlatform.Notifications.Domain.Mail;

/// <summary>C16: a customer's file that went into another one; what was written to the one was written to the other.</summary>
public sealed class MergedFile
{
    public long Key { get; private set; }

    public required Guid MergeId { get; init; }

    public required Guid SurvivorId { get; init; }

    public required Guid MergedId { get; init; }

    public bool Undone { get; set; }
}
