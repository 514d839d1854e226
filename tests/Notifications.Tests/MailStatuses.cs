using CrmPlatform.Notifications.Mailing;

namespace CrmPlatform.Notifications.Tests;

/// <summary>X4 as rules: which refusals say that an address is not there.</summary>
public sealed class MailStatuses
{
    private const string Address = "li@nowhere.example";

    [Theory]
    [InlineData("5.1.0", true)]
    [InlineData("5.1.1", true)]
    [InlineData("5.1.2", true)]
    [InlineData("5.1.3", true)]
    [InlineData("5.1.6", true)]
    [InlineData("5.1.10", true)]
    [InlineData("5.2.1", true)]
    [InlineData("5.1.4", false)]
    [InlineData("5.1.7", false)]
    [InlineData("5.1.8", false)]
    [InlineData("5.1.11", false)]
    [InlineData("5.2.0", false)]
    [InlineData("5.2.2", false)]
    [InlineData("5.2.3", false)]
    [InlineData("5.3.0", false)]
    [InlineData("5.4.0", false)]
    [InlineData("5.4.1", false)]
    [InlineData("5.4.2", false)]
    [InlineData("5.4.3", false)]
    [InlineData("5.4.4", false)]
    [InlineData("5.4.5", false)]
    [InlineData("5.4.6", false)]
    [InlineData("5.4.7", false)]
    [InlineData("5.0.0", false)]
    [InlineData("5.7.1", false)]
    [InlineData("4.1.1", false)]
    [InlineData("", false)]
    public void Only_what_is_not_there_or_given_up_is_gone(string status, bool gone) => Assert.Equal(gone, MailStatus.SaysAddressIsGone(status, "", Address));

    [Theory]
    [InlineData("5.4.4", "X-Postfix; Host or domain name not found. Name service error for name=nowhere.example type=AAAA: Host not found", true)]
    [InlineData("5.4.4", "X-Postfix; Host or domain name not found. Name service error for name=relay.crm.example type=AAAA: Host not found", false)]
    [InlineData("5.4.4", "smtp; 550 5.4.4 <li@nowhere.example> cannot be reached, relay not found", false)]
    [InlineData("5.4.4", "smtp; no route to nowhere.example", false)]
    [InlineData("5.4.1", "smtp; no answer from nowhere.example, host not found", false)]
    [InlineData("5.0.0", "smtp; 550-5.1.1 no such user", true)]
    [InlineData("5.0.0", "smtp; 550 5.4.7 delivery time expired", false)]
    [InlineData("5.0.0", "smtp; 550 5.0.0 refused", false)]
    [InlineData("5.0.0", "smtp; 550 refused", false)]
    public void Where_the_code_leaves_it_open_the_words_decide(string status, string said, bool gone) => Assert.Equal(gone, MailStatus.SaysAddressIsGone(status, said, Address));

    [Theory]
    [InlineData(550, "no such user", true)]
    [InlineData(551, "user has moved", true)]
    [InlineData(553, "no such name", true)]
    [InlineData(552, "too much in it", false)]
    [InlineData(554, "no", false)]
    [InlineData(550, "relay not permitted", false)]
    [InlineData(553, "sorry, that domain isn't in my list of allowed rcpthosts", false)]
    [InlineData(550, "Authentication required", false)]
    [InlineData(550, "5.4.7 delivery time expired", false)]
    [InlineData(550, "5.1.1 no such user", true)]
    public void An_answer_without_a_code_goes_by_its_number(int reply, string said, bool gone) => Assert.Equal(gone, MailStatus.SaysAddressIsGone(reply, said, Address));
}
