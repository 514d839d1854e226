using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace CrmPlatform.Architecture.Tests;

/// <summary>Which code may know which. Reads the compiled assemblies; each rule returns its violations in words.</summary>
internal static class TypeRules
{
    private static readonly string[] StrangersToTheDomain =
        ["Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore", "MassTransit", "Microsoft.Data.Sqlite", "Microsoft.Data.SqlClient"];

    public static ArchUnitNET.Domain.Architecture Load(params System.Reflection.Assembly[] assemblies) => new ArchLoader().LoadAssemblies(assemblies).Build();

    public static IEnumerable<string> DomainKnowsNoTechnique(ArchUnitNET.Domain.Architecture architecture) =>
        from type in architecture.Types
        where Folder(type) is "Domain"
        from target in Known(type)
        where StrangersToTheDomain.Any(stranger => Within(target, stranger)) || Folder(target) is "Features" or "Data"
        select $"{type.FullName} knows {target.FullName}";

    public static IEnumerable<string> FeaturesKeepToThemselves(ArchUnitNET.Domain.Architecture architecture) =>
        from type in architecture.Types
        let feature = Feature(type)
        where feature is not null
        from target in Known(type)
        let other = Feature(target)
        where other is not null && other != feature
        select $"{type.FullName} knows {target.FullName}";

    public static IEnumerable<string> MassTransitStaysInMessaging(ArchUnitNET.Domain.Architecture architecture) =>
        from type in architecture.Types
        where !type.FullName.StartsWith("CrmPlatform.ServiceDefaults.Messaging", StringComparison.Ordinal)
        from target in Known(type)
        where Within(target, "MassTransit")
        select $"{type.FullName} knows {target.FullName}";

    /// <summary>The OpenAPI document calls a thing by the name of its type alone: of two with one name it tells one.</summary>
    public static IEnumerable<string> ApiTypesHaveNamesOfTheirOwn(ArchUnitNET.Domain.Architecture architecture) =>
        from service in architecture.Types.Select(Service).OfType<string>().Distinct()
        from named in architecture.Types
            .Where(type => type.Visibility == Visibility.Public && !type.IsNested && Folder(type) is not "Data" && Service(type) is { } at && (at == service || at == "ServiceDefaults"))
            .DistinctBy(type => type.FullName).GroupBy(type => type.Name)
        where named.Count() > 1
        select string.Join(" and ", named.Select(type => type.FullName));

    private static string? Service(IType type) => Words(type) is [_, var service, ..] ? service : null;

    /// <summary>The folder of a service a type stands in: the third word of CrmPlatform.Customers.Domain….</summary>
    private static string? Folder(IType type) => Words(type) is [_, _, var folder, ..] ? folder : null;

    /// <summary>The feature a type belongs to: CrmPlatform.Customers.Features.Visits.</summary>
    private static string? Feature(IType type) => Words(type) is ["CrmPlatform", var service, "Features", var feature, ..] ? $"{service}.{feature}" : null;

    private static string[] Words(IType type) => NamespaceOf(type).Split('.') is ["CrmPlatform", ..] words ? words : [];

    /// <summary>What a type depends on. The loader mixes up type parameters of the same name, so they are left out.</summary>
    private static IEnumerable<IType> Known(IType type) => type.Dependencies.Select(dependency => dependency.Target).Where(target => target is not GenericParameter);

    // Type parameters have none.
    private static string NamespaceOf(IType type) => type.Namespace?.FullName ?? "";

    private static bool Within(IType type, string name) =>
        NamespaceOf(type) == name || NamespaceOf(type).StartsWith(name + ".", StringComparison.Ordinal);
}
