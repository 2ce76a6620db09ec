"""Things of moto that lose some of their members: what was asked for is remembered beside them, and shown again."""

from described import answers


class Remembered:
    """Members of a kind of thing, as its creation and its changes name them.

    `member` is the thing in the answers of creation and change, `members` the list of them in that of `describe`; `key` is
    what identifies one, in requests and answers alike. `keep` are the members that are remembered; `shape(call, item, kept)`
    can say more about what is shown.
    """

    def __init__(self, service, *, key, member, members, create, change=(), delete, describe, keep=(), shape=None):
        self.key, self.member, self.members, self.keep, self.shape = key, member, members, keep, shape
        answers(service, *create, *change)(self.remember)
        answers(service, *delete)(self.forget)
        answers(service, *describe)(self.show)

    def kept(self, call, identifier):
        """What is remembered of one."""
        return call.settings(self.member).setdefault(identifier.lower(), {})

    def asked(self, call):
        """What a request says of the members that are remembered."""
        return {name: call.params[name] for name in self.keep if call.params.get(name) is not None}

    def complete(self, call, item):
        kept = self.kept(call, item[self.key])
        item.update({name: value for name, value in kept.items() if name in self.keep})
        if self.shape:
            self.shape(call, item, kept)

    def remember(self, call):
        answer = call.moto()
        item = answer[self.member]
        self.kept(call, item[self.key]).update(self.asked(call))
        self.complete(call, item)
        return answer

    def forget(self, call):
        answer = call.moto()
        if self.member in answer:
            self.complete(call, answer[self.member])
        call.settings(self.member).pop(call.params[self.key].lower(), None)
        return answer

    def show(self, call):
        answer = call.moto()
        for item in answer.get(self.members, []):
            self.complete(call, item)
        return answer
