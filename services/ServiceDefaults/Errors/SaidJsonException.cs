using System.Text.Json;

namespace CrmPlatform.ServiceDefaults.Errors;

/// <summary>A body that is JSON and still wrong in a way we say in our own words.</summary>
/// <param name="said">What is wrong and what would be right.</param>
/// <param name="member">The field of the object that is being read, when it is one of its fields.</param>
/// <param name="path">Where it is, when the reader does not tell.</param>
internal sealed class SaidJsonException(string said, string? member = null, string? path = null, string code = "malformed") : JsonException(said, path, null, null)
{
    public string Said { get; } = said;

    public string Code => code;

    public string Field => string.Join('.', new[] { (Path ?? "$").TrimStart('$').TrimStart('.'), member ?? "" }.Where(part => part.Length > 0));
}
