"""The command that sets, changes and removes the password of a data file."""

from argparse import Namespace

from db import connection, protection
from db.errors import Refused
from desktop.cli import passwords
from desktop.cli.common import opened


def protect(arguments: Namespace) -> int:
    """Set, change or remove the password; prints the recovery key, exit 1 when copies are left."""
    if arguments.remove and arguments.new_password:
        raise Refused("--remove 是取消密码，不要同时给出 --new-password-file。")
    with opened(arguments.file, readonly=False):
        old = passwords.secret(arguments.file)
        if arguments.remove:
            outcome, done = protection.remove_password(old), "取消密码"
        elif connection.is_protected():
            new = passwords.new_password(arguments)
            outcome, done = protection.change_password(old, new), "修改密码"
        else:
            outcome, done = protection.set_password(passwords.new_password(arguments)), "设置密码"
    print(f"已{done}：{arguments.file}")
    if outcome.recovery_key:
        print(f"恢复密钥：{outcome.recovery_key}")
        print("忘记密码时只有它能打开文件。请抄下或打印，与电脑分开保管；以前的恢复密钥不再有用。")
    print("存在别处的备份和副本（如U盘里的）不会随着改动。")
    for path in outcome.unconverted:
        print(f"这份备份没有随着改动，仍是原来的样子，请核对或删除：{path}")
    return 1 if outcome.unconverted else 0
