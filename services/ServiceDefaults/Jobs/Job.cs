using System.Text.Json;
using System.Text.Json.Nodes;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.ServiceDefaults.Jobs;

public enum JobState
{
    [Names("Queued", "排队中", "排隊中")]
    Queued,

    [Names("Running", "运行中", "執行中")]
    Running,

    [Names("Succeeded", "已完成", "已完成")]
    Succeeded,

    [Names("Failed", "失败", "失敗")]
    Failed,

    [Names("Cancelled", "已取消", "已取消")]
    Cancelled,
}

/// <summary>Long work asked for over HTTP (202) and done in the background; it survives a kill and goes on at its checkpoint.</summary>
public sealed class Job : Entity
{
    private Job() { }

    public string Kind { get; private set; } = "";

    public JobState State { get; private set; }

    /// <summary>What was asked for, as JSON.</summary>
    public string Parameters { get; private set; } = "";

    /// <summary>How far the work is, as JSON of the work's own kind; saved with each piece of the work.</summary>
    public string? Checkpoint { get; private set; }

    public string? Result { get; private set; }

    public long Read { get; private set; }

    public long Accepted { get; private set; }

    public long Rejected { get; private set; }

    public int Percent { get; private set; }

    public string? Failure { get; private set; }

    public bool CancelRequested { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public string CreatedByName { get; private set; } = "";

    /// <summary>How far the person's right reached when the job was asked for; its work sees no further.</summary>
    public RowScope Reach { get; private set; }

    public string? CreatedByTeam { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    public string? LeaseOwner { get; private set; }

    public DateTimeOffset LeaseUntil { get; private set; }

    public static Job Queue<TParameters>(string kind, TParameters parameters, Caller by, DateTimeOffset now) => new()
    {
        Kind = kind,
        Parameters = JsonSerializer.Serialize(parameters, Json.Tolerant),
        CreatedBy = by.Subject,
        CreatedByName = by.Name,
        CreatedByTeam = by.Team,
        Reach = by.Reach,
        CreatedAt = now,
    };

    public T ParametersAs<T>() => JsonSerializer.Deserialize<T>(Parameters, Json.Tolerant)!;

    /// <summary>By what persons erased since the job was asked for are recognised, so that what it still writes does not name them (C20).</summary>
    internal IReadOnlyList<string> Erased => ParametersAs<AlsoErased>().Erased ?? [];

    /// <summary>The parameters of a job, knowing of further erased persons.</summary>
    internal static string WithErased(string parameters, IEnumerable<string> traces)
    {
        var members = JsonNode.Parse(parameters)!.AsObject();
        var known = members[AlsoErased.Member]?.AsArray().Select(trace => (string)trace!) ?? [];
        members[AlsoErased.Member] = new JsonArray([.. known.Union(traces).Select(trace => JsonValue.Create(trace))]);
        return members.ToJsonString(Json.Tolerant);
    }

    public T? CheckpointAs<T>() => Checkpoint is null ? default : JsonSerializer.Deserialize<T>(Checkpoint, Json.Tolerant);

    public T? ResultAs<T>() => Result is null ? default : JsonSerializer.Deserialize<T>(Result, Json.Tolerant);

    public bool IsFinished => State is JobState.Succeeded or JobState.Failed or JobState.Cancelled;

    /// <summary>Notes progress; saved with the piece of work it speaks of.</summary>
    public void Advance<TCheckpoint>(TCheckpoint checkpoint, long read, long accepted, long rejected, int percent)
    {
        Checkpoint = JsonSerializer.Serialize(checkpoint, Json.Tolerant);
        (Read, Accepted, Rejected, Percent) = (read, accepted, rejected, Math.Clamp(percent, Percent, 99));
    }

    public void Succeed<TResult>(TResult result, DateTimeOffset now)
    {
        Result = JsonSerializer.Serialize(result, Json.Tolerant);
        Finish(JobState.Succeeded, now);
        Percent = 100;
    }

    public void Fail(string why, DateTimeOffset now)
    {
        Failure = why.Length <= 2000 ? why : why[..2000];
        Finish(JobState.Failed, now);
    }

    /// <summary>Erasure (C20): what a finished job was asked and answered is told without the person.</summary>
    /// <summary>C20: takes somebody out of what was asked for and what came of it.</summary>
    public void Redact(Func<string, string> redact)
    {
        Parameters = redact(Parameters);
        Checkpoint = Checkpoint is null ? null : redact(Checkpoint);
        Result = Result is null ? null : redact(Result);
        Failure = Failure is null ? null : redact(Failure);
    }

    internal void Start(string owner, DateTimeOffset until)
    {
        State = JobState.Running;
        (LeaseOwner, LeaseUntil) = (owner, until);
    }

    internal void Cancelled(DateTimeOffset now) => Finish(JobState.Cancelled, now);

    private void Finish(JobState state, DateTimeOffset now)
    {
        (State, FinishedAt, LeaseOwner) = (state, now, null);
        if (Erased.Count == 0) return;
        var members = JsonNode.Parse(Parameters)!.AsObject();
        members.Remove(AlsoErased.Member);
        Parameters = members.ToJsonString(Json.Tolerant);
    }

    /// <summary>What stands in any job's parameters beside what was asked for.</summary>
    private sealed record AlsoErased(IReadOnlyList<string>? Erased)
    {
        public const string Member = "erased";
    }
}

/// <summary>A job as clients see it.</summary>
public sealed record JobView(
    Guid Id, string Kind, JobState State, long Read, long Accepted, long Rejected, int Percent, string? Failure,
    string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt, long Version) : IVersionedView
{
    public static JobView Of(Job job) => new(job.Id, job.Kind, job.State, job.Read, job.Accepted, job.Rejected, job.Percent, job.Failure,
        job.CreatedByName, job.CreatedAt, job.FinishedAt, job.Version);
}
