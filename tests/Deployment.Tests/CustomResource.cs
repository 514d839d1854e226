using k8s;
using k8s.Models;

namespace CrmPlatform.Deployment.Tests;

/// <summary>An object of an operator's kind, of which the client knows no type: metadata as everywhere, the rest as a tree.</summary>
internal sealed class CustomResource : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "";

    public string Kind { get; set; } = "";

    public V1ObjectMeta Metadata { get; set; } = new();

    public Dictionary<string, object> Spec { get; set; } = [];

    public Tree Tree => new(Spec);
}

/// <summary>A place in a tree of maps, lists and values; a place that is not there is empty.</summary>
internal readonly record struct Tree(object? Node)
{
    public Tree this[string key] => Node switch
    {
        Dictionary<string, object> map => new(map.GetValueOrDefault(key)),
        Dictionary<object, object> map => new(map.GetValueOrDefault(key)),
        _ => default,
    };

    public bool IsThere => Node is not null;

    public IEnumerable<Tree> Items => Node is List<object> list ? list.Select(item => new Tree(item)) : [];

    public IEnumerable<string> Keys => Node switch
    {
        Dictionary<string, object> map => map.Keys,
        Dictionary<object, object> map => map.Keys.Select(key => key.ToString()!),
        _ => [],
    };

    public string Text => Convert.ToString(Node, System.Globalization.CultureInfo.InvariantCulture) ?? "";

    public void Set(string key, object? value)
    {
        switch (Node)
        {
            case Dictionary<string, object> map when value is null: map.Remove(key); break;
            case Dictionary<object, object> map when value is null: map.Remove(key); break;
            case Dictionary<string, object> map: map[key] = value!; break;
            case Dictionary<object, object> map: map[key] = value!; break;
            default: throw new InvalidOperationException($"There is no map to set {key} in.");
        }
    }
}
