using CrmPlatform.Service.Domain;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Tests;

public sealed class OutcomeTests
{
    [Fact]
    public void A_refused_outcome_has_no_value_and_says_why()
    {
        Outcome<string> refused = Refusal.Conflict("x.y", "No.");
        Outcome<string> accepted = "yes";

        Assert.False(refused.IsAccepted);
        Assert.Contains("x.y", Assert.Throws<InvalidOperationException>(() => refused.Value).Message, StringComparison.Ordinal);
        Assert.True(accepted.IsAccepted);
        Assert.Equal("yes", accepted.Value);
        Assert.Throws<InvalidOperationException>(() => default(Outcome<string>).Value);
    }

    [Fact]
    public void All_faults_of_all_fields_are_told_at_once()
    {
        var refusal = new FieldChecks().Text("a", " ").That(false, "b", "is one").That(false, "b", "is two").That(true, "c", "is three").Refuse("x.y", "No.")!;
        Assert.Equal((RefusalKind.Invalid, "a"), (refusal.Kind, refusal.Field));
        Assert.Equal(["a", "b"], FieldErrors.Of(refusal).Keys);
        Assert.Equal(["is one", "is two"], FieldErrors.Of(refusal)["b"]);
        Assert.Equal(["zone"], FieldErrors.Of(Refusal.Invalid("zone", "x.y", "No.")).Keys);
        Assert.Null(new FieldChecks().Text("a", "there").Refuse("x.y", "No."));
    }
}
