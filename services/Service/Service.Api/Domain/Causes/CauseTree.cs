using System.Collections.Frozen;
using System.Collections.Immutable;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Domain.Causes;

/// <summary>A cause; without a parent it is a branch of the tree itself.</summary>
internal sealed record Cause(string Id, string? ParentId, string Name);

/// <summary>S8: the tree of causes that complaints are traced to; an immutable value.</summary>
internal sealed class CauseTree
{
    /// <summary>Deeper trees are not read by anybody.</summary>
    public const int MaximumDepth = 6;

    private readonly FrozenDictionary<string, Cause> causes;

    private CauseTree(FrozenDictionary<string, Cause> causes) => this.causes = causes;

    public IEnumerable<Cause> All => causes.Values.OrderBy(cause => cause.Id, StringComparer.Ordinal);

    /// <summary>Refuses <c>cause.duplicate</c>, <c>cause.unknown-parent</c>, <c>cause.cycle</c> and <c>cause.too-deep</c>.</summary>
    public static Outcome<CauseTree> Of(IEnumerable<Cause> causes)
    {
        var byId = new Dictionary<string, Cause>(StringComparer.Ordinal);
        foreach (var cause in causes)
        {
            if (!byId.TryAdd(cause.Id, cause))
                return Refusal.Invalid("id", "cause.duplicate", $"The cause {cause.Id} is there twice.");
        }

        foreach (var cause in byId.Values)
        {
            var depth = 1;
            for (var at = cause; at.ParentId is { } parent; depth++)
            {
                if (!byId.TryGetValue(parent, out at))
                    return Refusal.Invalid("parentId", "cause.unknown-parent", $"There is no cause {parent} that {cause.Id} could belong to.");
                if (at == cause || depth > byId.Count)
                    return Refusal.Invalid("parentId", "cause.cycle", $"The cause {cause.Id} would lie under itself.");
            }

            if (depth > MaximumDepth)
                return Refusal.Invalid("parentId", "cause.too-deep", $"The tree has at most {MaximumDepth} levels; {cause.Id} would be on level {depth}.");
        }

        return new CauseTree(byId.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>The tree with a cause put in or changed, which is also how one is moved.</summary>
    public Outcome<CauseTree> With(Cause cause) => Of([.. causes.Values.Where(other => other.Id != cause.Id), cause]);

    public Cause? Find(string id) => causes.GetValueOrDefault(id);

    /// <summary>From the branch down to the cause; empty for an unknown one.</summary>
    public ImmutableArray<Cause> PathTo(string id)
    {
        var path = new Stack<Cause>();
        for (var at = Find(id); at is not null; at = at.ParentId is { } parent ? causes[parent] : null)
            path.Push(at);
        return [.. path];
    }

    /// <summary>Whether a cause is another one or lies under it.</summary>
    public bool IsWithin(string id, string ancestor) => PathTo(id).Any(cause => cause.Id == ancestor);

    /// <summary>The cause itself or its ancestor on a level, the branches being level 1; null for an unknown one.</summary>
    public Cause? AtLevel(string id, int level)
    {
        var path = PathTo(id);
        return path.IsEmpty ? null : path[Math.Clamp(level, 1, path.Length) - 1];
    }
}
