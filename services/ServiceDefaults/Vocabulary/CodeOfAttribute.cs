using System.ComponentModel.DataAnnotations;

namespace CrmPlatform.ServiceDefaults.Vocabulary;

/// <summary>
/// A text that is the code of an enum value, for query parameters: <c>new-customers</c> and not <c>NewCustomers</c>, as in bodies. What
/// is none is answered with those there are.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class CodeOfAttribute<T> : ValidationAttribute where T : struct, Enum
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is null || (value is string code && EnumCode.TryParse<T>(code, out _))
            ? ValidationResult.Success
            : new ValidationResult($"'{value}' is not known; one of these is expected: {string.Join(", ", EnumCode.All<T>())}.",
                validationContext.MemberName is { } member ? [member] : null);
}
