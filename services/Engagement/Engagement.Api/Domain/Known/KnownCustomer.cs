using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Domain.Cadence;
using CrmPlatform.Engagement.Domain.Geo;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Known;

/// <summary>What this service knows of a customer (the id is the customer's own), and the clock of its follow-up cycle (E6).</summary>
internal sealed class KnownCustomer : Entity
{
    private const string Active = "active";

    private KnownCustomer() { }

    /// <summary>The version of the file at Customers; a lower one that comes later is passed over.</summary>
    public long SourceVersion { get; private set; }

    public string Name { get; private set; } = "";

    public string? Phone { get; private set; }

    public string? Email { get; private set; }

    public string? OwnerId { get; private set; }

    public string Team { get; private set; } = "";

    public string Language { get; private set; } = "";

    public string? City { get; private set; }

    public double? Latitude { get; private set; }

    public double? Longitude { get; private set; }

    public AbcClass Class { get; private set; }

    public RelationshipStage Stage { get; private set; }

    /// <summary>The survivor, once merged; while the file itself is active still, the merge alone was told of.</summary>
    public Guid? MergedInto { get; private set; }

    /// <summary>The file can be worked on: neither merged nor erased.</summary>
    public bool IsActive { get; private set; }

    /// <summary>C9: the relationship has ended; it may be reopened.</summary>
    public bool RelationshipEnded { get; private set; }

    /// <summary>E6: somebody is expected to call.</summary>
    public bool IsFollowed => IsActive && !RelationshipEnded;

    public SalesPhase Phase { get; private set; }

    /// <summary>E6: the last contact, or when the file was opened.</summary>
    public DateTimeOffset Since { get; private set; }

    public int Round { get; private set; } = 1;

    public DateTimeOffset RoundBegan { get; private set; }

    public CycleState Cycle { get; private set; }

    /// <summary><see cref="CadenceKey.Cell"/> of class, stage and phase.</summary>
    public short Cell { get; private set; }

    public Guid? CycleTaskId { get; private set; }

    /// <summary>E6: this task is the one of the present period, and nobody has spoken with the customer in it.</summary>
    public bool WaitsFor(Guid taskId) => CycleTaskId == taskId && Cycle is (CycleState.TaskOpen or CycleState.Escalated);

    public CadenceKey CadenceKey => new(Class, Stage, Phase);

    public FollowUpClock Clock => new(Id, Since, Round, RoundBegan);

    public GeoPoint? Position => Latitude is { } latitude && Longitude is { } longitude && GeoPoint.IsLatitude(latitude) && GeoPoint.IsLongitude(longitude)
        ? new GeoPoint(latitude, longitude)
        : null;

    /// <param name="waitingSince">From when its first period counts.</param>
    public static KnownCustomer Of(CustomerChanged file, DateTimeOffset waitingSince)
    {
        var known = new KnownCustomer { Id = file.CustomerId, Since = waitingSince, RoundBegan = waitingSince };
        known.Take(file);
        return known;
    }

    /// <summary>Takes what Customers says, unless something newer is known.</summary>
    public void Take(CustomerChanged file)
    {
        if (file.Version <= SourceVersion) return;
        SourceVersion = file.Version;
        (Name, Phone, Email) = (file.Name, file.Phone, file.Email);
        (OwnerId, Team, Language, City) = (file.OwnerId, file.Team, file.Language, file.City);
        (Latitude, Longitude) = (file.Latitude, file.Longitude);
        // C16: a merge may be told of before the file's own states, and among these may be one of before it; only its undoing takes that back.
        if (file.MergedInto is not null || !IsActive || file.Status != Active) MergedInto = file.MergedInto;
        IsActive = file.Status == Active;
        RelationshipEnded = file.RelationshipEnded;
        // A class or stage of a later version of Customers that is not known here changes nothing.
        if (EnumCode.TryParse<AbcClass>(file.Class, out var abc)) Class = abc;
        if (EnumCode.TryParse<RelationshipStage>(file.Stage, out var stage)) Stage = stage;
        FollowClassification();
    }

    public void EnterPhase(SalesPhase phase)
    {
        Phase = phase;
        FollowClassification();
    }

    /// <summary>E6: the period's task has been made, or found.</summary>
    public void NoteTask(Guid taskId) => (Cycle, CycleTaskId) = (CycleState.TaskOpen, taskId);

    public void NoteEscalation() => Cycle = CycleState.Escalated;

    /// <summary>E6: the task of an earlier period is settled.</summary>
    public void Settle() => (Cycle, CycleTaskId) = (IsFollowed ? CycleState.Waiting : CycleState.Off, null);

    /// <summary>E6: the task was closed though nobody spoke with the customer.</summary>
    public void BeginNextRound(DateTimeOffset at)
    {
        var clock = Clock.ClosedWithoutContact(at);
        (Round, RoundBegan) = (clock.Round, clock.RoundBegan);
        Settle();
    }

    // E6: a customer out of reach needs no task, and a task there is gets closed; one that comes back waits from where its period began.
    private void FollowClassification()
    {
        Cell = CadenceKey.Cell;
        if (!IsFollowed) Cycle = CycleTaskId is null ? CycleState.Off : CycleState.Contacted;
        else if (Cycle == CycleState.Off) Cycle = CycleTaskId is null ? CycleState.Waiting : CycleState.TaskOpen;
    }
}
